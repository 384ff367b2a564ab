import type Router from '@koa/router';
import { Problem } from '../../base/errors.ts';
import type { RequestState } from '../context.ts';
import { sendFile } from './serve-site.ts';
import type { Site } from './site.ts';

/** Where the build puts the command, beside the dashboard. */
const file = '/cli/fulmar.js';

/** Serves the command `fulmar` at `/cli`, whole in one file, to whoever has Node. */
export function addCommand(router: Router<RequestState>, site: Site | null): void {
  router.get('/cli', async (context) => {
    const command = site?.files.get(file);
    if (!site || !command) {
      const hint = '`npm ci && npm run build:dashboard` builds it, for the next start.';
      throw new Problem('not-found', `The command is not built on this server: ${hint}`);
    }
    await sendFile(context, command, site.contents);
    context.set('Content-Disposition', 'attachment; filename="fulmar"');
  });
}
