import { fileURLToPath } from 'node:url';

/** Where the build puts the dashboard, and the server looks for it. */
export const dashboardFolder = fileURLToPath(new URL('../../dist/dashboard', import.meta.url));
