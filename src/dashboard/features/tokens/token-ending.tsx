import { Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { RelativeTime } from '../../components/relative-time.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { formatRelative } from '../../format/times.ts';
import { useNow } from '../../format/use-now.ts';

/** When a token ends; marked where that is soon or over. */
export function TokenEnding({ token }: { readonly token: Schema['Token'] }) {
  const now = useNow();
  const { expired, expiresSoon, expiresAt } = token;
  if (expiresAt === null) return <Text size="sm">Never expires</Text>;
  if (!expired && !expiresSoon) {
    return (
      <Text size="sm">
        Expires <RelativeTime at={expiresAt} />
      </Text>
    );
  }
  const when = formatRelative(Date.parse(expiresAt), now);
  return expired ? (
    <StateBadge tone="bad">{`Expired ${when}`}</StateBadge>
  ) : (
    <StateBadge tone="warning">{`Expires ${when}`}</StateBadge>
  );
}
