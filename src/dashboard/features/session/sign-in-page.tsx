import { Anchor, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, Redirect, useLocation, useSearch } from 'wouter';
import { onSessionElsewhere, setupQuery, signIn } from '../../api/session.ts';
import { wantedPage } from '../../api/wanted-page.ts';
import { EmailField } from '../../components/credential-fields.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
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
