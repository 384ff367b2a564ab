import { Text } from '@mantine/core';
import { ProblemError } from '../../api/problem-error.ts';
import { withLocalTimes } from '../../format/times.ts';

interface ListingNoteProps {
  /** Why the source could not say what it has; null: it could, or was not asked yet. */
  readonly error: Error | null;
  /** What can be typed all the same. */
  readonly what: string;
}

/** Says why nothing can be suggested. */
export function ListingNote({ error, what }: ListingNoteProps) {
  if (!error) return null;
  const why =
    error instanceof ProblemError ? withLocalTimes(error.detail) : 'Something went wrong.';
  return (
    <Text size="sm" c="dimmed" role="note" style={{ overflowWrap: 'anywhere' }}>
      No suggestions: {why} You can still type {what}.
    </Text>
  );
}
