// The child process: messages come in on descriptor 3, a socket, go through the C core, and their replies leave there. It ends
// when the socket does, and its VMs end with it. Arguments: the path of libregscope.so.
import { Socket } from 'node:net';
import ffi from 'ffi-napi';
import ref from 'ref-napi';
import { protocol } from './protocol.ts';

process.on('uncaughtException', (error) => {
  process.stderr.write(error.message);
  process.exit(1);
});

const reply = Buffer.alloc(4 + protocol.RS_MAX_MESSAGE);
const core = ffi.Library(process.argv[2] ?? '', {
  regscope_open: ['pointer', []],
  regscope_serve: ['int64', ['pointer', 'pointer', 'uint64', 'pointer', 'uint64']],
});
const session = core.regscope_open();
if (ref.isNull(session)) throw new Error('regscope_open: out of memory');

let held: Buffer = Buffer.alloc(0);
const owner = new Socket({ fd: 3, readable: true, writable: true });
owner.on('data', (chunk: Buffer) => {
  held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
  while (held.length >= 4 && held.length >= 4 + held.readUInt32LE(0)) {
    const end = 4 + held.readUInt32LE(0);
    serve(held.subarray(4, end));
    held = held.subarray(end);
  }
});

function serve(request: Buffer): void {
  // SAFETY: `request` and `reply` are ours, live across this synchronous call, and the core touches at most the lengths given with them.
  const length = Number(
    core.regscope_serve(session, request, request.length, reply.subarray(4), protocol.RS_MAX_MESSAGE),
  );
  if (length < 0) throw new Error('regscope_serve: no room for a reply');
  reply.writeUInt32LE(length, 0);
  owner.write(Buffer.from(reply.subarray(0, 4 + length)));
}
