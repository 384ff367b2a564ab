import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { fieldErrors } from '../../api/field-errors.ts';
import type { Schema } from '../../api/schema.ts';
import { signUp } from '../../api/session.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { ToSignIn } from './sign-up-outcomes.tsx';

const shortestPassword = 8;

interface SignUpFormProps {
  readonly setup: Schema['Setup'];
  /** The account is made, with this password. */
  onMade(account: Schema['SignedUp'], password: string): void;
}

/** Asks for what an account takes, and makes it. */
export function SignUpForm({ setup, onMade }: SignUpFormProps) {
  const form = useForm({
    initialValues: { name: '', email: '', password: '', code: '' },
    validate: {
      password: (text) =>
        text.length < shortestPassword ? `At least ${shortestPassword} characters` : null,
    },
  });
  const making = useMutation({
    mutationFn: ({ code, ...values }: typeof form.values) =>
      signUp(code === '' ? values : { ...values, code: code.trim() }),
    onSuccess: (account, { password }) => onMade(account, password),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => making.mutate(values))}>
      <Stack>
        <Alert color="sea">
          {setup.unclaimed
            ? 'There is no account yet. Yours is the first, and becomes the administrator’s.'
            : 'An administrator has to approve the account before it can be used.'}
        </Alert>
        <TextInput
          label="Name"
          description="Your unikernels and volumes live under it on every host. It never changes: letters, digits, - and ."
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={63}
          required
          withAsterisk={false}
          {...form.getInputProps('name')}
        />
        <TextInput
          label="E-mail address"
          type="email"
          autoComplete="email"
          required
          withAsterisk={false}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label="Password"
          description="8 characters or more"
          autoComplete="new-password"
          required
          withAsterisk={false}
          {...form.getInputProps('password')}
        />
        {setup.codeNeeded && (
          <TextInput
            label="Set-up code"
            description="The start of the server printed it, since this is not its own machine."
            autoComplete="off"
            required
            withAsterisk={false}
            {...form.getInputProps('code')}
          />
        )}
        <ErrorAlert error={making.error} />
        <Button type="submit" loading={making.isPending} fullWidth>
          Sign up
        </Button>
        {!setup.unclaimed && <ToSignIn />}
      </Stack>
    </form>
  );
}
