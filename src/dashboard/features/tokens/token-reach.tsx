import { Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';

const and = new Intl.ListFormat('en', { type: 'conjunction' });

/** For which hosts, names and addresses a token is; where it is for all, nothing is said of that. */
export function TokenReach({ token }: { readonly token: Schema['Token'] }) {
  const { hosts, names, addresses } = token;
  const parts = [
    hosts ? `on ${and.format(hosts)}` : 'on all hosts',
    ...(names ? [`named ${and.format(names)}`] : []),
    ...(addresses ? [`from ${and.format(addresses)}`] : []),
  ];
  return (
    <Text span inherit style={{ overflowWrap: 'anywhere' }}>
      {parts.join(', ')}
    </Text>
  );
}
