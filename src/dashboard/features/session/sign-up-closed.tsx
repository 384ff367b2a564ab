import { Stack, Text } from '@mantine/core';
import { SignInLink } from '../../components/sign-in-link.tsx';

/** Said where strangers may not sign up. */
export function SignUpClosed() {
  return (
    <Stack>
      <Text>Sign-up is closed on this server. Ask an administrator for an account.</Text>
      <SignInLink />
    </Stack>
  );
}
