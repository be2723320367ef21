/** The role of whoever is signed in. Who holds a link may do everything, until the session says what it allows. */
export function useRole(): string {
  return 'admin';
}
