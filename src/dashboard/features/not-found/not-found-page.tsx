import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import { PageHeader } from '../../components/page-header.tsx';

/** What is shown at an address that leads nowhere. */
export function NotFoundPage() {
  return (
    <>
      <PageHeader title="Page not found" />
      <Text>
        It may have been deleted or renamed. Start again from the{' '}
        <Anchor component={Link} href="/" underline="always">
          overview
        </Anchor>
        .
      </Text>
    </>
  );
}
