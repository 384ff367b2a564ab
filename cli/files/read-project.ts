import { dirname, resolve } from 'node:path';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { didYouMean } from '../../src/base/did-you-mean.ts';
import { explainIssue } from '../../src/base/explain-issue.ts';
import { listFaults } from '../../src/base/list-faults.ts';
import { CommandError } from '../output/command-error.ts';
import { lineOf } from './line-of.ts';
import { memberNames } from './member-names.ts';
import { type Project, projectSchema } from './project-schema.ts';
import { readText } from './read-text.ts';

/** The name that a project file has. */
export const defaultProjectFile = 'fulmar.yaml';

/** A project file that was read. */
export interface ProjectFile {
  readonly project: Project;
  /** A path that the file has, from where we are. */
  readonly resolve: (path: string) => string;
  /** A member of the file as `FILE:LINE`. */
  readonly at: (path: readonly PropertyKey[]) => string;
}

/** Reads a project file (YAML 1.2). Throws `CommandError` with each fault and its line. */
export async function readProject(file: string): Promise<ProjectFile> {
  const text = await readText(file);
  const lines = new LineCounter();
  const document = parseDocument(text, { version: '1.2', lineCounter: lines, prettyErrors: false });
  const [fault] = document.errors;
  if (fault)
    throw new CommandError(`${file}:${lines.linePos(fault.pos[0]).line}: ${fault.message}`);
  const at = (path: readonly PropertyKey[]) => `${file}:${lineOf(document, lines, path)}`;
  return {
    project: parseProject(document, at),
    resolve: (path) => resolve(dirname(file), path),
    at,
  };
}

function parseProject(document: Document, at: ProjectFile['at']): Project {
  const read = projectSchema.safeParse(document.toJS() ?? {}, { error: explainIssue });
  if (read.success) return read.data;
  const lines = read.error.issues.flatMap((issue) => {
    const isTypo = issue.code === 'unrecognized_keys';
    return listFaults(issue).map(({ path, message }) => {
      const near = isTypo ? didYouMean(String(path.at(-1)), memberNames()) : '';
      return `${at(path)}: ${path.map(String).join('.') || 'this'} ${message}.${near}`;
    });
  });
  throw new CommandError(lines.join('\n'));
}
