import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // ffi-napi ends a process whose worker thread exits.
    pool: 'forks',
    include: ['{apps,packages}/*/src/**/*.test.{ts,tsx}', 'scripts/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 120_000,
  },
});
