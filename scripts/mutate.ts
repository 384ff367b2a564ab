import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { unitFiles } from '../test/support/unit/unit-files.ts';
import { readNotes } from './mutate/equivalents.ts';
import { format, score, weigh } from './mutate/report.ts';
import { type Room, rooms } from './mutate/rooms.ts';
import { strykerOptions } from './mutate/stryker-options.ts';

/** The part of a room's mutants, of those that are not equivalent, that unit tests have to notice. */
const demanded = 0.9;

const usage = `Changes a room's sources one place at a time and tells which changes no unit test notices.

Usage: npm run mutate -- ROOM [--tests FOLDER|FILE]… [FILE…]

  ROOM   one of ${Object.keys(rooms).join(', ')}
  FILE   sources of the room to stay with; all of them where none is named
  --tests FOLDER, --tests FILE
         run only the unit tests of FOLDER or FILE, instead of all those of the room: quicker, but they notice fewer
         changes`;

const { values, positionals } = parseArgs({
  options: { help: { type: 'boolean' }, tests: { type: 'string', multiple: true } },
  allowPositionals: true,
});
const [name = '', ...files] = positionals;
const room = Object.hasOwn(rooms, name) ? rooms[name] : undefined;
if (values.help || !room) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const { tests = room.tests } = values;
  await mutate(name, { ...room, tests, ...(files.length > 0 && { sources: files }) });
}

async function mutate(name: string, { sources, tests, without = [] }: Room): Promise<void> {
  const testFiles = unitFiles(tests).filter(
    (file) => !without.some((folder) => file.startsWith(folder)),
  );
  const texts = new Map(
    globSync(sources).map((file) => [resolve(file), readFileSync(file, 'utf8')]),
  );
  const run = { name, sources, tests: testFiles };
  const results = await new Stryker(strykerOptions(run)).runMutationTest();
  const notes = testFiles.flatMap((file) => readNotes(file, readFileSync(file, 'utf8')));
  const report = weigh(
    results,
    notes.filter(({ file }) => texts.has(resolve(file))),
    (file) => texts.get(resolve(file)) ?? '',
  );
  console.log(format(report));
  if (score(report) < demanded || report.stale.length > 0) process.exitCode = 1;
}
