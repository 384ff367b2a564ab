import { Stack, Text } from '@mantine/core';
import { SignInLink } from '../../components/sign-in-link.tsx';

/** Said where strangers may not sign up. */
export function SignUpClosed() {
  return (
    <Stack>
      <Text>Nobody may sign up here by themselves. Ask an administrator.</Text>
      <SignInLink />
    </Stack>
  );
}
