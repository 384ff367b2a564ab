import { Button, Collapse, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { wholeFieldErrors } from '../../api/field-errors.ts';
import { accountQuery } from '../../api/session.ts';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { Icon } from '../../components/icons.tsx';
import { ReachFields } from '../../components/reach-fields.tsx';
import { ScopeFields } from '../../components/scope-fields.tsx';
import { EndingFields } from './ending-fields.tsx';
import { PresetChips } from './preset-chips.tsx';
import { TokenSummary } from './token-summary.tsx';
import { faultsOf, type TokenValues } from './token-values.ts';

interface TokenFormProps {
  readonly initial: TokenValues;
  /** When the token ends now (null: never); undefined for a new one. */
  readonly endsNow?: string | null;
  /** The word on the button. */
  readonly act: string;
  readonly pending: boolean;
  readonly error: unknown;
  onSubmit(values: TokenValues): void;
  onCancel(): void;
}

/** All about a token but its secret. */
export function TokenForm(props: TokenFormProps) {
  const { initial, endsNow, act, pending, error, onSubmit, onCancel } = props;
  const account = useQuery(accountQuery);
  const form = useForm({ initialValues: initial, validate: faultsOf });
  const { setErrors } = form;
  useEffect(() => setErrors(wholeFieldErrors(error)), [error, setErrors]);
  return (
    <form onSubmit={form.onSubmit(onSubmit)} noValidate>
      <Stack>
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
          <Stack>
            <TextInput
              label="Name"
              maxLength={100}
              autoComplete="off"
              data-autofocus
              {...form.getInputProps('name')}
            />
            <Textarea
              label="Description"
              placeholder="What uses it, and where (optional)"
              maxLength={1000}
              autosize
              minRows={1}
              maxRows={6}
              {...form.getInputProps('description')}
            />
            <PresetChips
              value={form.values.scopes}
              onChange={(scopes) => form.setFieldValue('scopes', scopes)}
            />
            <EndingFields form={form} now={endsNow} />
            <Reach form={form} />
          </Stack>
          <ScopeFields
            label="Permissions"
            admin={account.data?.admin ?? false}
            value={form.values.scopes}
            onChange={(scopes) => form.setFieldValue('scopes', scopes)}
            error={form.errors.scopes}
          />
        </SimpleGrid>
        <TokenSummary values={form.values} endsNow={endsNow} />
        <ErrorAlert error={error} />
        <DialogActions act={act} pending={pending} onCancel={onCancel} />
      </Stack>
    </form>
  );
}

/** Only for some hosts, names or addresses; open where it is so already, or where something is wrong there. */
function Reach({ form }: { readonly form: UseFormReturnType<TokenValues> }) {
  const { hosts, names, addresses, hourlyLimit } = form.getInitialValues();
  const isNarrow = hosts.length + names.length + addresses.length > 0 || hourlyLimit !== 1000;
  const [asked, { toggle }] = useDisclosure(isNarrow);
  const isWrong = ['hosts', 'names', 'addresses', 'hourlyLimit'].some((name) => form.errors[name]);
  const opened = asked || isWrong;
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        px={0}
        aria-expanded={opened}
        rightSection={<Icon name={opened ? 'up' : 'down'} size={14} />}
        onClick={toggle}
      >
        Limit it to hosts, names or addresses
      </Button>
      <Collapse expanded={opened} mt="xs">
        {opened && <ReachFields field={(name) => form.getInputProps(name)} />}
      </Collapse>
    </div>
  );
}
