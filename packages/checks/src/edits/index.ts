// What the page needs of edits, too: it asks for nothing but the model of registers.
export {
  judgeEdit,
  judgePlan,
  misaddressed,
  type EditedRegister,
  type FindRegister,
  type Refusal,
  type RefusalCode,
} from './judge-plan.ts';
export { mayEdit, mayPlan, type EditableVm, type Permission, type PermissionCode } from './may-edit.ts';
export { stageBits, stagedValue, type Wish } from './stage-bits.ts';
