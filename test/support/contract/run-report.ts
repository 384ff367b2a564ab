import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServedAnswer } from './seen-answer.ts';

/** Names the folder in which the processes of a run of the tests say what they have checked. */
const folderVariable = 'FULMAR_TEST_ANSWERS';

/** Makes the folder of a run, for this process and those that it starts. */
export function beginReport(): void {
  process.env[folderVariable] = mkdtempSync(join(tmpdir(), 'fulmar-test-answers-'));
}

/** What of the environment a child needs for its part of the report. */
export function reportFolder(): Readonly<Record<string, string>> {
  const folder = process.env[folderVariable];
  return folder ? { [folderVariable]: folder } : {};
}

/** Says how many answers this process has checked so far; nothing where there is no run. */
export function reportCount(count: number): void {
  const folder = process.env[folderVariable];
  if (folder) writeFileSync(join(folder, `${process.pid}.count`), `${count}`);
}

/** Tells the process of the tests what this one, its child, has answered, for that to be checked. */
export function reportAnswer(answer: ServedAnswer): void {
  const folder = process.env[folderVariable];
  if (folder) appendFileSync(answersFile(folder, process.ppid), `${JSON.stringify(answer)}\n`);
}

/** What the children of this process have answered since it was asked last. */
export function takeReportedAnswers(): readonly ServedAnswer[] {
  const folder = process.env[folderVariable];
  if (!folder) return [];
  const file = answersFile(folder, process.pid);
  const taken = `${file}.taken`;
  try {
    renameSync(file, taken); // what is answered from now on goes into another
  } catch (error) {
    if (Reflect.get(Object(error), 'code') === 'ENOENT') return [];
    throw error;
  }
  const lines = readFileSync(taken, 'utf8').split('\n');
  rmSync(taken);
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

/** How many answers all processes of the run have checked. Removes the folder. */
export function endReport(): number {
  const folder = process.env[folderVariable];
  if (!folder) return 0;
  const counts = readdirSync(folder).filter((name) => name.endsWith('.count'));
  const sum = counts.reduce((total, name) => total + Number(readFileSync(join(folder, name))), 0);
  rmSync(folder, { recursive: true });
  return sum;
}

const answersFile = (folder: string, pid: number) => join(folder, `${pid}.answers`);
