import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';

/** Said to those whose account an administrator has to approve first. */
export function SignUpWaits({ account }: { readonly account: Schema['Account'] }) {
  return (
    <Stack role="status">
      <Text>
        The account <strong>{account.name}</strong> waits for an administrator’s approval, 14 days
        at most. Then sign in with {account.email}.
      </Text>
      <ToSignIn />
    </Stack>
  );
}

/** Said where strangers may not sign up. */
export function SignUpClosed() {
  return (
    <Stack>
      <Text>Nobody may sign up here by themselves. Ask an administrator.</Text>
      <ToSignIn />
    </Stack>
  );
}

export function ToSignIn() {
  return (
    <Anchor component={Link} href="/sign-in" size="sm" underline="always">
      Sign in
    </Anchor>
  );
}
