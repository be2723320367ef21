/** What a VM answers for a feature, in words. */
export function answerText(answer: boolean | null): 'yes' | 'no' | 'cannot tell' {
  if (answer === null) return 'cannot tell';
  return answer ? 'yes' : 'no';
}
