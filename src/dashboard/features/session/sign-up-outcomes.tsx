import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from 'wouter';

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
