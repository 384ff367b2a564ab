import { Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { hostsQuery } from '../../api/hosts.ts';
import { hostPoliciesQuery, policyTemplatesQuery } from '../../api/policies.ts';
import { usersQuery } from '../../api/users.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { DeviceChoice } from './device-choice.tsx';
import { LimitFields } from './limit-fields.tsx';
import { NotGiven } from './not-given.tsx';
import { PlaceFields } from './place-fields.tsx';
import { limitsOf } from './policy-limits.ts';
import { bodyOf, type PolicyValues, policyFaults } from './policy-values.ts';
import { useFitting } from './use-fitting.ts';
import { useGiving } from './use-giving.ts';
import { usePresent } from './use-present.ts';

interface GivePoliciesProps {
  readonly initial: PolicyValues;
  /** Whether that is another policy. */
  readonly isCopy?: boolean;
  onClose(): void;
}

/**
 * Says what one account or several may use on a host. Those that were given nothing stay chosen, each
 * with the reason.
 */
export function GivePolicies({ initial, isCopy = false, onClose }: GivePoliciesProps) {
  const users = useQuery(usersQuery).data?.data ?? [];
  const hosts = (useQuery(hostsQuery).data?.data ?? []).map(({ name }) => name);
  const templates = useQuery(policyTemplatesQuery).data?.data ?? [];
  const form = useForm({ initialValues: initial, validate: policyFaults });
  const { host, accounts } = form.values;
  const { data: policies } = useQuery({ ...hostPoliciesQuery(host ?? ''), enabled: host !== null });
  const given = policies?.data.map(({ account }) => account) ?? [];
  const active = users.filter((user) => user.active).map(({ name }) => name);
  const { setFieldValue } = form;
  const onlyHost = initial.host === null && hosts.length === 1 ? hosts[0] : undefined;
  useEffect(() => {
    if (onlyHost) setFieldValue('host', onlyHost);
  }, [onlyHost, setFieldValue]);
  const onlyAccount = initial.accounts.length === 0 && active.length === 1 ? active[0] : undefined;
  useEffect(() => {
    if (onlyAccount) setFieldValue('accounts', [onlyAccount]);
  }, [onlyAccount, setFieldValue]);
  useFitting(form, initial, { templates, root: policies?.root ?? null });
  const present = policies?.data.find(({ account }) => account === accounts[0]);
  const only = accounts.length === 1 ? present : undefined;
  usePresent(form, initial, { present: only, root: policies?.root ?? null, isCopy });
  const giving = useGiving({
    onDone: onClose,
    onLeft: (left) => setFieldValue('accounts', left),
  });
  const send = (values: PolicyValues, adopted: readonly string[] = []) => {
    const policy = bodyOf(values);
    const asked = values.accounts.map((account) => {
      return { account, policy, adopt: adopted.includes(account) };
    });
    giving.mutate({ host: values.host ?? '', asked });
  };
  const limits = limitsOf(policies, present);
  return (
    <Dialog onClose={onClose} title="Set policy" closeOnClickOutside={false}>
      <form onSubmit={form.onSubmit((values) => send(values))} noValidate>
        <Stack gap="sm">
          <PlaceFields
            form={form}
            accounts={active}
            hosts={hosts}
            templates={templates.map(({ name }) => name)}
            given={given}
          />
          <LimitFields limits={limits} volumes={form.values.volumes} field={form.getInputProps} />
          {host && <DeviceChoice limits={limits} values={form.values} field={form.getInputProps} />}
          {giving.data && (
            <NotGiven
              result={giving.data}
              pending={giving.isPending}
              onAdopt={(foreign) => send(form.values, foreign)}
            />
          )}
          <ErrorAlert error={giving.error} />
          <DialogActions act="Save" pending={giving.isPending} onCancel={onClose} />
        </Stack>
      </form>
    </Dialog>
  );
}
