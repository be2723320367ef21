export type LabErrorCode =
  | 'LAB_BAD_NAME'
  | 'LAB_NOT_DEBIAN'
  | 'LAB_DOWNLOAD_FAILED'
  | 'LAB_KERNEL_NOT_FOUND'
  | 'LAB_KERNEL_NOT_BUILT'
  | 'LAB_QEMU_MISSING'
  | 'LAB_COMPILER_MISSING'
  | 'LAB_AGENT_MISSING'
  | 'LAB_BOOT_FAILED'
  | 'LAB_CACHE_BUSY';

/** Why a lab host could not be had, and in `remedy` what a person can do about it. */
export class LabError extends Error {
  override readonly name = 'LabError';
  readonly code: LabErrorCode;
  readonly remedy: string;

  constructor(code: LabErrorCode, message: string, { remedy, cause }: { remedy: string; cause?: unknown }) {
    super(message, { cause });
    this.code = code;
    this.remedy = remedy;
  }
}
