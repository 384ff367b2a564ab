import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { fieldErrors } from '../../api/field-errors.ts';
import type { Schema } from '../../api/schema.ts';
import { signUp } from '../../api/session.ts';
import { EmailField, NewPasswordField } from '../../components/credential-fields.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { SignInLink } from '../../components/sign-in-link.tsx';
import { VerbatimInput } from '../../components/verbatim-input.tsx';
import { passwordFault } from '../../format/passwords.ts';

interface SignUpFormProps {
  readonly setup: Schema['Setup'];
  /** The account is made, with this password. */
  onMade(account: Schema['SignedUp'], password: string): void;
}

/** Asks for what an account takes, and makes it. */
export function SignUpForm({ setup, onMade }: SignUpFormProps) {
  const form = useForm({
    initialValues: { name: '', email: '', password: '', code: '' },
    validate: { password: passwordFault },
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
            ? 'This server has no accounts yet. Yours will be the first, and an administrator.'
            : 'An administrator has to approve the account before it can be used.'}
        </Alert>
        <VerbatimInput
          label="Name"
          description="Your unikernels and volumes live under it on every host. It cannot be changed later. Letters, digits, hyphens and dots."
          autoComplete="username"
          maxLength={63}
          required
          {...form.getInputProps('name')}
        />
        <EmailField {...form.getInputProps('email')} />
        <NewPasswordField label="Password" {...form.getInputProps('password')} />
        {setup.codeNeeded && (
          <TextInput
            label="Set-up code"
            description="The server printed it when it started. It is needed because you are on another machine."
            autoComplete="off"
            required
            {...form.getInputProps('code')}
          />
        )}
        <ErrorAlert error={making.error} />
        <Button type="submit" loading={making.isPending} fullWidth>
          Sign up
        </Button>
        {!setup.unclaimed && (
          <Text size="sm" c="dimmed">
            Already have an account? <SignInLink />
          </Text>
        )}
      </Stack>
    </form>
  );
}
