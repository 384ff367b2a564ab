import { readdirSync } from 'node:fs';

/** A part of the program that is mutated by itself, and the tests that have to notice. */
export interface Room {
  /** Globs of the files that are mutated. */
  readonly sources: readonly string[];
  /** Folders of the tests, of which the unit tests run. */
  readonly tests: readonly string[];
  /** Folders in those whose tests are about something else. */
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
    tests: ['test/albatross'],
    without: ['host', 'sockets', 'ssh', 'tls'].map((folder) => `test/albatross/${folder}/`),
  },
  limits: {
    sources: ['src/limits/*.ts'],
    tests: ['test/limits'],
  },
  idempotency: {
    sources: ['src/http/idempotency/*.ts'],
    tests: ['test/http/idempotency'],
  },
  guard: {
    sources: ['src/http/guard/*.ts'],
    tests: ['test/http'],
  },
  locks: {
    sources: ['src/database/locks/*.ts', 'src/unikernels/unikernel-locks.ts'],
    tests: ['test/database/locks', 'test/unikernels', 'test/volumes'],
  },
  ...layersOfIdentity(),
};

/** Identity by its folders, since all of it takes more than an hour; all tests of the room have to notice. */
function layersOfIdentity(): Record<string, Room> {
  const folder = 'src/identity';
  const layers = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory());
  const files = [
    ['identity/top', `${folder}/*.ts`],
    ...layers.map(({ name }) => [`identity/${name}`, `${folder}/${name}/**/*.ts`] as const),
  ] as const;
  return Object.fromEntries(
    files.map(([room, source]) => [room, { sources: [source], tests: ['test/identity'] }]),
  );
}
