import { Stack, Text } from '@mantine/core';
import { ToSignIn } from '../../components/to-sign-in.tsx';

/** Said where strangers may not sign up. */
export function SignUpClosed() {
  return (
    <Stack>
      <Text>Nobody may sign up here by themselves. Ask an administrator.</Text>
      <ToSignIn />
    </Stack>
  );
}
