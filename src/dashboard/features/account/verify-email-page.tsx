import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { verifyEmail } from '../../api/account.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SignInLink } from '../../components/sign-in-link.tsx';

/** Proves an e-mail address by a link of a mail, whose secret stands behind its `#`. */
export function VerifyEmailPage() {
  const [token] = useState(() => location.hash.slice(1));
  useEffect(() => history.replaceState(history.state, '', location.pathname), []); // no trace of it
  return (
    <>
      <PageHeader title="E-mail address" />
      {token === '' ? <LinkIncomplete /> : <Confirm token={token} />}
    </>
  );
}

function LinkIncomplete() {
  return (
    <Stack>
      <Text>This link is incomplete. Open it again from the e-mail.</Text>
      <SignInLink />
    </Stack>
  );
}

/** A button, since programs that look through mails open their links. */
function Confirm({ token }: { readonly token: string }) {
  const verifying = useMutation({ mutationFn: () => verifyEmail({ token }) });
  if (verifying.isSuccess) {
    return (
      <Stack role="status">
        <Text>
          Thank you, the address is confirmed. If the account is new, an administrator has been
          asked to approve it, and you will get an e-mail.
        </Text>
        <SignInLink />
      </Stack>
    );
  }
  return (
    <Stack>
      <Text>Confirm that this e-mail address belongs to your account.</Text>
      <ErrorAlert error={verifying.error} />
      <Button onClick={() => verifying.mutate()} loading={verifying.isPending} fullWidth>
        Confirm address
      </Button>
    </Stack>
  );
}
