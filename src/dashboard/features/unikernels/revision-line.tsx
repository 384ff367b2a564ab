import { Code, Text } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { OutsideLink } from './origin-link.tsx';

type Revision = NonNullable<Schema['Deployment']['revision']>;

/** What an image was built from: the commit, and the first line of its message. */
export function RevisionLine({ revision }: { readonly revision: Revision }) {
  const { commit, message = '', url } = revision;
  const title = message.split('\n', 1).join('') || (url && 'Revision');
  return (
    <Text size="sm" lineClamp={2} title={message} style={{ overflowWrap: 'anywhere' }}>
      {commit && <Code>{commit.slice(0, 10)}</Code>}{' '}
      {url ? <OutsideLink href={url}>{title ?? ''}</OutsideLink> : title}
    </Text>
  );
}
