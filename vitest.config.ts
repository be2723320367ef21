import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // ffi-napi ends a process whose worker thread exits.
    pool: 'forks',
    include: ['{apps,packages}/*/src/**/*.test.{ts,tsx}', 'scripts/*.test.ts'],
    // Bounds for what hangs, not for what is slow: a busy machine takes several times as long as a quiet one.
    testTimeout: 90_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
