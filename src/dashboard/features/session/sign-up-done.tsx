import { Button, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { setupQuery, signIn } from '../../api/session.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { SecretOnce } from '../../components/secret-once.tsx';
import { SignInLink } from '../../components/sign-in-link.tsx';

/** An account that was just made, and the password that its owner chose. */
export interface MadeAccount {
  readonly account: Schema['SignedUp'];
  readonly password: string;
}

/** What comes after signing up: the first token’s secret, and the way in, or whom one waits for. */
export function SignUpDone({ account, password }: MadeAccount) {
  const setup = useQuery(setupQuery);
  return (
    <Stack>
      {!account.active && setup.data?.mail && (
        <Text>
          An e-mail was sent to {account.email}. Open the link in it so that an administrator can
          approve the account.
        </Text>
      )}
      {!account.active && (
        <Text role="status">
          The account <strong>{account.name}</strong> is waiting for an administrator’s approval,
          for 14 days at most. Once approved, sign in with {account.email}.
        </Text>
      )}
      <Text>
        Your account comes with a first token for scripts, which can only read
        {account.active ? '' : '; it works once the account is approved'}. To change anything,
        create another one under Tokens.
      </Text>
      <SecretOnce secret={account.token.secret} />
      {account.active ? <Enter email={account.email} password={password} /> : <SignInLink />}
    </Stack>
  );
}

function Enter(credentials: Schema['SignIn']) {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const entering = useMutation({
    mutationFn: () => signIn(client, credentials),
    onSuccess: () => navigate('/'),
  });
  return (
    <>
      <ErrorAlert error={entering.error} />
      <Button onClick={() => entering.mutate()} loading={entering.isPending} fullWidth>
        Go to the overview
      </Button>
    </>
  );
}
