import { Alert, Anchor, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useIsMutating, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, Redirect, useLocation, useSearch } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { isAfterSession, onSessionElsewhere, setupQuery, signIn } from '../../api/session.ts';
import { uploadKey } from '../../api/volumes.ts';
import { wantedPage } from '../../api/wanted-page.ts';
import { EmailField } from '../../components/credential-fields.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { PageHeader } from '../../components/page-header.tsx';

/** Opens a session, and leads to the page that was wanted. */
export function SignInPage() {
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const query = useSearch();
  const setup = useQuery(setupQuery);
  const form = useForm({ initialValues: { email: '', password: '' } });
  const goOn = () => navigate(wantedPage(query, location.origin), { replace: true });
  const entering = useMutation({
    mutationFn: (values: typeof form.values) => signIn(client, values),
    onSuccess: goOn,
  });
  useEffect(() => onSessionElsewhere((is) => is && goOn()));
  if (setup.data?.unclaimed) return <Redirect to="/sign-up" replace />;
  return (
    <>
      <PageHeader title="Sign in" />
      <SessionEnded />
      <ErrorAlert error={setup.error} />
      <form onSubmit={form.onSubmit((values) => entering.mutate(values))}>
        <Stack>
          <EmailField autoComplete="username" {...form.getInputProps('email')} />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            {...form.getInputProps('password')}
          />
          <ErrorAlert error={entering.error} />
          <Button type="submit" loading={entering.isPending} fullWidth>
            Sign in
          </Button>
          <Text size="sm" c="dimmed">
            <Anchor component={Link} href="/forgot-password" underline="always">
              Forgot your password?
            </Anchor>
          </Text>
          <Text size="sm" c="dimmed">
            No account yet?{' '}
            <Anchor component={Link} href="/sign-up" underline="always">
              Sign up
            </Anchor>
          </Text>
        </Stack>
      </form>
    </>
  );
}

/** Says to who was led here from a page why, and what becomes of what was begun there. */
function SessionEnded() {
  const uploads = useIsMutating({ mutationKey: uploadKey() });
  if (!isAfterSession(useHistoryState())) return null;
  return (
    <Alert color="yellow" icon={<Icon name="attention" />} mb="md" role="status">
      Your session has ended. Sign in to continue where you were.
      {uploads > 0 && ' Uploads stop. If you leave this page open, their files stay selected.'}
    </Alert>
  );
}
