/** A part of the program that is mutated by itself, and the tests that have to notice. */
export interface Room {
  /** Globs of the files that are mutated. */
  readonly sources: readonly string[];
  /** Globs of the tests that run. */
  readonly tests: readonly string[];
  /** Tests that do not: what they measure is time and memory, or they listen. */
  readonly without?: readonly string[];
}

/** The rooms by the name that `npm run mutate` takes. */
export const rooms: Readonly<Record<string, Room>> = {
  albatross: {
    sources: [
      'src/albatross/*.ts',
      'src/albatross/der/*.ts',
      'src/albatross/wire/*.ts',
      'src/albatross/certificates/*.ts',
    ],
    tests: ['test/albatross/*.test.ts', 'test/albatross/certificates/*.test.ts'],
    without: ['test/albatross/fuzz.test.ts', 'test/albatross/hostile-messages.test.ts'],
  },
  limits: {
    sources: ['src/limits/*.ts'],
    tests: ['test/limits/*.test.ts'],
  },
  idempotency: {
    sources: ['src/http/idempotency/*.ts'],
    tests: ['test/http/idempotency/*.test.ts'],
  },
  guard: {
    sources: ['src/http/guard/*.ts'],
    tests: ['test/http/*.test.ts'],
  },
  identity: {
    sources: ['src/identity/**/*.ts'],
    tests: ['test/identity/**/*.test.ts'],
  },
};
