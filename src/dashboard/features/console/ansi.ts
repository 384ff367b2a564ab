import Anser from 'anser';
import { cssColor } from './ansi-colors.ts';
import { goesBack, overwrite } from './overwrite.ts';

/** A part of a line that looks the same throughout. */
export interface Segment {
  readonly text: string;
  /** CSS; null: as usual. */
  readonly color: string | null;
  readonly background: string | null;
  readonly decorations: readonly Decoration[];
}

export type Decoration = Anser.DecorationName;

const escapeCharacter = '\u001b';
/** `ESC ] … BEL`, with which titles and links are set. */
const command = String.raw`\][^\p{Cc}]*(?:\p{Cc}\\?)?`;
/** `ESC [ … letter`: colours, and moves of the cursor. */
const sequence = String.raw`\[[0-?]*[ -\/]*[@-~]?`;
const controls = new RegExp(
  String.raw`${escapeCharacter}(?:${command}|${sequence}|.)?|[^\P{Cc}\t]`,
  'gsu',
);
const pieces = new RegExp(`${controls.source}|.`, 'gsu');
const colors = new RegExp(String.raw`^${escapeCharacter}\[[\d;]*m$`);

/**
 * A line in its colours (SGR of ECMA-48), with what was overwritten left out, as is whatever else a
 * terminal would obey.
 */
export function parseAnsi(printed: string): Segment[] {
  const line = inTheEnd(printed);
  if (!line.includes(escapeCharacter)) return [plainSegment(plainText(line))];
  const entries = Anser.ansiToJson(keepColors(line), { use_classes: true, remove_empty: true });
  return entries.map((entry) => ({
    text: entry.content,
    color: cssColor(entry.fg, entry.fg_truecolor),
    background: cssColor(entry.bg, entry.bg_truecolor),
    decorations: entry.decorations,
  }));
}

/** The words of a line, without colours and whatever else a terminal would obey. */
export function plainText(line: string): string {
  return inTheEnd(line).replace(controls, '');
}

const inTheEnd = (line: string) => (goesBack(line) ? overwrite(line.match(pieces) ?? []) : line);

/** Only colours are left for the parser, so that it never guesses at other escapes. */
const keepColors = (line: string) =>
  line.replace(controls, (found) => (colors.test(found) ? found : ''));

const plainSegment = (text: string): Segment => ({
  text,
  color: null,
  background: null,
  decorations: [],
});
