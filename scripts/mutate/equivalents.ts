import type { MutantResult } from '@stryker-mutator/api/core';

/** A comment of a test that says why no test can tell a mutant from the program. */
export interface Note {
  /** The test that holds it. */
  readonly in: string;
  /** The mutated file. */
  readonly file: string;
  readonly original: string;
  readonly mutated: string;
}

const form = /Equivalent: (\S+), `(.+?)` → `(.*?)`: \S/g;

/** The notes in a test's source: «Equivalent: FILE, `LINE` → `MUTATED LINE`: REASON». */
export function readNotes(test: string, source: string): Note[] {
  const comments = source.matchAll(/(?:^[ \t]*\/\/.*\n)+/gm);
  return [...comments].flatMap(([comment]) => {
    const text = collapse(comment.replaceAll(/^[ \t]*\/\/ ?/gm, ''));
    return [...text.matchAll(form)].map(([, file = '', original = '', mutated = '']) => {
      return { in: test, file, original, mutated };
    });
  });
}

/** The lines of a mutant's place, before and after. */
export interface Lines {
  readonly original: string;
  readonly mutated: string;
}

/** Cuts the lines of a mutant out of its file. Lines and columns count from 1. */
export function linesOf({ location, replacement }: MutantResult, source: string): Lines {
  const lines = source.split('\n').slice(location.start.line - 1, location.end.line);
  const before = lines[0]?.slice(0, location.start.column - 1) ?? '';
  const after = lines.at(-1)?.slice(location.end.column - 1) ?? '';
  return {
    original: collapse(lines.join('\n')),
    mutated: collapse(before + (replacement ?? '') + after),
  };
}

/** Whether a note is about these lines; «…» in it stands for anything. */
export function isAbout(note: Note, file: string, { original, mutated }: Lines): boolean {
  return note.file === file && fits(note.original, original) && fits(note.mutated, mutated);
}

function fits(pattern: string, text: string): boolean {
  const parts = pattern.split('…').map((part) => RegExp.escape(part));
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}

function collapse(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
