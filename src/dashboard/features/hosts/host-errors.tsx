import { Stack, Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { RelativeTime } from '../../components/relative-time.tsx';

type HostError = NonNullable<Schema['Host']['errors']>[number];

/** The same error, as often as it came without another one between. */
interface Repeated {
  readonly last: HostError;
  readonly first: HostError;
  readonly count: number;
}

/** What went wrong with a host lately, the newest first. */
export function HostErrors({ errors }: { readonly errors: readonly HostError[] }) {
  if (errors.length === 0) return <Text size="sm">None since the server started.</Text>;
  return (
    <Stack gap="xs" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
      {repeated(errors).map(({ last, first, count }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: errors have no id, and several come at once
        <li key={`${last.at} ${index}`}>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {last.message}
          </Text>
          <Text size="xs" c="dimmed">
            {last.reason}, <RelativeTime at={last.at} />
            {count > 1 && (
              <>
                {`; ${count} times, the first `}
                <RelativeTime at={first.at} />
              </>
            )}
          </Text>
        </li>
      ))}
    </Stack>
  );
}

/** Those that are alike and follow each other as one, the newest first. */
function repeated(errors: readonly HostError[]): readonly Repeated[] {
  const found: Repeated[] = [];
  for (const error of errors.toReversed()) {
    const before = found.at(-1);
    const isSame = before?.last.message === error.message && before.last.reason === error.reason;
    if (before && isSame)
      found[found.length - 1] = { ...before, first: error, count: before.count + 1 };
    else found.push({ last: error, first: error, count: 1 });
  }
  return found;
}
