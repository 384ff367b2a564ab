import type { Schema } from '../../api/schema.ts';
import { ProtectionSwitch } from '../../components/protection-switch.tsx';
import { useSettings } from './use-settings.ts';

/** Protects a unikernel from being destroyed, or lifts that. */
export function ProtectUnikernel({
  unikernel,
}: {
  readonly unikernel: Schema['UnikernelDetails'];
}) {
  const changing = useSettings(unikernel);
  const wanted = changing.isPending ? changing.variables.deletionProtection : undefined;
  return (
    <ProtectionSwitch
      isOn={wanted ?? unikernel.deletionProtection}
      description="While this is on, the unikernel cannot be destroyed or forgotten, but it can still be deployed."
      pending={changing.isPending}
      error={changing.error}
      onChange={(deletionProtection) => changing.mutate({ deletionProtection })}
    />
  );
}
