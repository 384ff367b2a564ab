import { DerReader } from '../der/reader.ts';
import { contextTag, tags } from '../der/tags.ts';
import { explicit, integer, nullValue } from '../der/writer.ts';
import { MalformedMessageError } from '../errors.ts';
import type { LogEvent, LogForm, LoggedEnd } from '../log.ts';

/** The likely one (docs/albatross-protocol.md, section 8.2). */
export const logTag = 2;

const ends = ['exit', 'signal', 'stop'] as const;

/** A subscription's content. */
export function encodeLogForm(form: LogForm): Buffer {
  return form === 'plain' ? nullValue() : explicit(0, nullValue());
}

export function readLogForm(reader: DerReader): LogForm {
  if (reader.peekTag() === tags.null) return reader.nullAs('plain');
  return reader.within(contextTag(0), (inner) => inner.nullAs('choice'));
}

/** An event in its likely form. */
export function encodeLogEvent(event: LogEvent): Buffer {
  if (event.type === 'started') return explicit(0, nullValue());
  const { by, code } = event.end;
  return explicit(1, explicit(ends.indexOf(by), integer(code)));
}

/**
 * An event by what it looks like, since its encoding is not known (docs/albatross-protocol.md, section 8.9):
 * perhaps in a SEQUENCE with a time; a NULL is started, an INTEGER behind the tag 0, 1 or 2 is how it stopped.
 * Null where it is none.
 */
export function readLogByShape(octets: Buffer): LogEvent | null {
  try {
    const reader = new DerReader(octets);
    const isTimed = reader.peekTag() === tags.sequence;
    const event = isTimed ? reader.sequence(readTimed) : readEvent(reader);
    reader.expectEnd();
    return event;
  } catch (error) {
    if (error instanceof MalformedMessageError) return null;
    throw error;
  }
}

function readEvent(reader: DerReader): LogEvent {
  const tag = reader.peekTag();
  if (tag === tags.null) return reader.nullAs({ type: 'started' });
  return reader.within(tag ?? contextTag(0), (inner) => {
    if (inner.peekTag() === tags.null) return inner.nullAs({ type: 'started' });
    return { type: 'stopped', end: inner.choice('how it ended', endReaders) };
  });
}

function readTimed(inner: DerReader): LogEvent {
  if (inner.peekTag() === tags.generalizedTime) inner.generalizedTime();
  return readEvent(inner);
}

const endReaders: Record<number, (inner: DerReader) => LoggedEnd> = Object.fromEntries(
  ends.map((by, number) => [number, (inner: DerReader) => ({ by, code: inner.safeInteger() })]),
);
