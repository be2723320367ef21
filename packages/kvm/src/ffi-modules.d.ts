// As much of the two untyped modules as ffi-child.ts uses.
declare module 'ffi-napi' {
  type Core = {
    regscope_open: () => Buffer;
    regscope_serve: (
      ...session_request_length_reply_capacity: [Buffer, Buffer, number, Buffer, number]
    ) => number | string;
  };
  const ffi: { Library: (path: string, functions: Record<keyof Core, [string, string[]]>) => Core };
  export default ffi;
}
declare module 'ref-napi' {
  const ref: { isNull: (pointer: Buffer) => boolean };
  export default ref;
}
