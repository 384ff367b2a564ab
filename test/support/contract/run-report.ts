import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

/** Tells the process of the tests what this one, its child, has answered wrongly. */
export function reportFaults(faults: readonly string[]): void {
  const folder = process.env[folderVariable];
  if (folder && faults.length > 0)
    appendFileSync(faultsFile(folder, process.ppid), `${faults.join('\n')}\n`);
}

/** What the children of this process have reported since it was asked last. */
export function takeReportedFaults(): readonly string[] {
  const folder = process.env[folderVariable];
  if (!folder) return [];
  const file = faultsFile(folder, process.pid);
  const text = readdirSync(folder).includes(`${process.pid}.faults`)
    ? readFileSync(file, 'utf8')
    : '';
  rmSync(file, { force: true });
  return text.split('\n').filter((line) => line !== '');
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

const faultsFile = (folder: string, pid: number) => join(folder, `${pid}.faults`);
