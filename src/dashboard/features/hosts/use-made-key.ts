import { useEffect, useRef, useState } from 'react';
import { discardSshKey } from '../../api/hosts.ts';
import type { Schema } from '../../api/schema.ts';

type Key = Schema['SshKey'];

/** A key that was made, and what for. */
interface Made {
  readonly key: Key;
  readonly target: string;
}

/**
 * The key that was made while a form is filled in, and what sets it. Its line lets it to one target
 * only, so that it counts for as long as the form has that one. When the form is closed it is deleted, unless
 * it `isSent`: then a host may have it.
 */
export function useMadeKey(
  target: NonNullable<Schema['MakeSshKey']['target']>,
  isSent: boolean,
): [Key | null, (key: Key) => void] {
  const [made, setMade] = useState<Made | null>(null);
  const unused = useRef<string | null>(null);
  useEffect(() => {
    unused.current = isSent ? null : (made?.key.id ?? null);
  }, [made, isSent]);
  useEffect(() => () => discard(unused.current), []);
  const wanted = JSON.stringify(target);
  const key = made?.target === wanted ? made.key : null;
  const set = (fresh: Key) => {
    discard(made?.key.id ?? null);
    setMade({ key: fresh, target: wanted });
  };
  return [key, set];
}

/** Where this fails, the key ends by itself within a day. */
function discard(id: string | null): void {
  if (id !== null) discardSshKey(id).catch(() => {});
}
