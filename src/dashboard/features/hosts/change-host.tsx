import type { Schema } from '../../api/schema.ts';
import { Dialog } from '../../components/dialog.tsx';
import { ChangeSshHost } from './change-ssh-host.tsx';
import { ChangeTlsHost } from './change-tls-host.tsx';

interface ChangeHostProps {
  readonly host: Schema['Host'];
  onClose(): void;
}

/** Changes how a host is reached. */
export function ChangeHost({ host, onClose }: ChangeHostProps) {
  const Form = host.transport === 'ssh' ? ChangeSshHost : ChangeTlsHost;
  return (
    <Dialog onClose={onClose} title={`Change ${host.name}`} size="lg" closeOnClickOutside={false}>
      <Form host={host} onClose={onClose} />
    </Dialog>
  );
}
