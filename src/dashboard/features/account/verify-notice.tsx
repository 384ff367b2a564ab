import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { requestEmailVerification } from '../../api/account.ts';
import { setupQuery } from '../../api/session.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Saved } from './saved.tsx';

/** Offers a link by which the account's address is proved, where the server sends mails. */
export function VerifyNotice({ verified }: { readonly verified: boolean }) {
  const setup = useQuery(setupQuery);
  const requesting = useMutation({ mutationFn: requestEmailVerification });
  if (verified || !setup.data?.mail) return null;
  return (
    <>
      <Text size="sm">This address is not confirmed yet.</Text>
      <ErrorAlert error={requesting.error} />
      <Group>
        <Button
          variant="default"
          size="xs"
          onClick={() => requesting.mutate()}
          loading={requesting.isPending}
        >
          Send a confirmation link
        </Button>
        <Saved when={requesting.isSuccess}>The link was sent.</Saved>
      </Group>
    </>
  );
}
