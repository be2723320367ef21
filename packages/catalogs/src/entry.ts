import type { RegisterId } from '@regscope/registers';

/** A row of a catalogue before anybody asks for its fields. */
export type Entry = {
  id: RegisterId;
  name: string;
  title: string;
  aliases: readonly string[];
  note: string;
  source: string;
  /** In the notation of parse-layout.ts; made only when asked for. */
  layouts: () => readonly (readonly string[])[];
};
