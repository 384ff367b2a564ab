import { Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { changesOf } from '../../api/changes.ts';
import { wholeFieldErrors } from '../../api/field-errors.ts';
import { hostsQuery } from '../../api/hosts.ts';
import { hostPoliciesQuery, setPolicy } from '../../api/policies.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogActions } from '../../components/dialog-actions.tsx';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { DeviceChoice } from './device-choice.tsx';
import { LimitFields } from './limit-fields.tsx';
import { limitsOf } from './policy-limits.ts';
import { bodyOf, type LimitValues, limitFaults, valuesOf } from './policy-values.ts';
import type { GivenPolicy } from './use-policies.ts';

interface ChangePolicyProps {
  readonly policy: GivenPolicy;
  onClose(): void;
}

/** Changes what an account may use on a host. What nobody touched stays as it is by then. */
export function ChangePolicy({ policy, onClose }: ChangePolicyProps) {
  const { account, host } = policy;
  const client = useQueryClient();
  const form = useForm({ initialValues: valuesOf(policy), validate: limitFaults });
  const { data: policies } = useQuery(hostPoliciesQuery(host));
  const given = policies?.data.find((each) => each.account === account);
  const changing = useMutation({
    meta: { done: 'Policy saved' },
    mutationFn: (values: LimitValues) => {
      const after = bodyOf(values);
      const changes = changesOf({ before: bodyOf(form.getInitialValues()), after });
      const now = given ? bodyOf(valuesOf(given)) : after;
      return setPolicy({ account, host }, { ...now, ...changes, adopt: false });
    },
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['policies'] }),
        client.invalidateQueries({ queryKey: hostsQuery.queryKey }),
      ]);
      onClose();
    },
  });
  const { error, isPending } = changing;
  const { setErrors } = form;
  useEffect(() => setErrors(wholeFieldErrors(error)), [error, setErrors]);
  const limits = limitsOf(policies, given);
  return (
    <Dialog
      onClose={onClose}
      title={`The policy of ${account} on ${host}`}
      closeOnClickOutside={false}
    >
      <form onSubmit={form.onSubmit((values) => changing.mutate(values))} noValidate>
        <Stack gap="sm">
          <LimitFields
            first
            limits={limits}
            volumes={form.values.volumes}
            field={form.getInputProps}
          />
          <DeviceChoice limits={limits} values={form.values} field={form.getInputProps} />
          <ErrorAlert error={error} />
          <DialogActions act="Save" pending={isPending} onCancel={onClose} />
        </Stack>
      </form>
    </Dialog>
  );
}
