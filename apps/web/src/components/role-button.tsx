import type { Role } from '@regscope/registers';
import { useLackedRole } from '../api/use-session.ts';
import { ActionButton, type ActionButtonProps } from '../ui/action-button.tsx';

/** A button for what not everybody may: to whom it is forbidden, it says which role is missing. */
export function RoleButton({ needs, ...button }: ActionButtonProps & { needs: Role }) {
  const lacked = useLackedRole(needs);
  return <ActionButton {...button} disabledBecause={lacked ?? button.disabledBecause} />;
}
