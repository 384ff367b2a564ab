import { useState } from 'react';
import type { Schema } from '../../api/schema.ts';

type Key = Schema['SshKey'];

/** A key that was made, and what for. */
interface Made {
  readonly key: Key;
  readonly target: string;
}

/**
 * The key that was made while a form is filled in, and what sets it. Its line lets it to one target
 * only, so that it counts for as long as the form has that one.
 */
export function useMadeKey(
  target: NonNullable<Schema['MakeSshKey']['target']>,
): [Key | null, (key: Key) => void] {
  const [made, setMade] = useState<Made | null>(null);
  const wanted = JSON.stringify(target);
  const key = made?.target === wanted ? made.key : null;
  return [key, (fresh) => setMade({ key: fresh, target: wanted })];
}
