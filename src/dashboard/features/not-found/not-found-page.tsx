import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import { PageHeader } from '../../components/page-header.tsx';

/** What is shown at an address that leads nowhere. */
export function NotFoundPage() {
  return (
    <>
      <PageHeader title="There is no such page" />
      <Text>
        What was here may have been destroyed or renamed. Go on from the{' '}
        <Anchor component={Link} href="/" underline="always">
          overview
        </Anchor>
        .
      </Text>
    </>
  );
}
