// Who may import what (house style, section 2). Arrows never turn: protocols <- engine <- flows <- api <- hosts.
const NODE = '^(node:)';
const npm = 'node_modules/';

/** A folder and everything of this repository that it may import. */
const layer = (from, to) => ({
  name: `${from.replaceAll('/', '-')}-imports`,
  severity: 'error',
  from: { path: `^${from}/` },
  to: { path: '^(main|shared|renderer|preload|test)/', pathNot: `^(${to.join('|')})` },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    layer('shared', ['shared/']),
    layer('main/protocols', ['shared/', 'main/protocols/']),
    layer('main/engine', ['shared/', 'main/protocols/', 'main/engine/']),
    layer('main/store', [
      'shared/',
      'main/store/',
      'main/engine/',
      'main/adapters/(secret-box|key-slots|data-folder|argon2-hasher)',
    ]),
    layer('main/adapters', ['shared/', 'main/protocols/', 'main/engine/', 'main/adapters/', 'main/store/port.ts']),
    layer('main/flows', ['shared/', 'main/protocols/', 'main/engine/', 'main/store/port.ts', 'main/adapters/', 'main/flows/']),
    layer('main/workers', ['shared/', 'main/protocols/', 'main/engine/', 'main/store/', 'main/adapters/', 'main/workers/']),
    layer('main/recordings', ['shared/', 'main/protocols/', 'main/adapters/', 'main/recordings/']),
    layer('main/api', ['shared/', 'main/flows/', 'main/store/port.ts', 'main/engine/', 'main/adapters/', 'main/api/']),
    layer('main/headless', ['shared/', 'main/compose.ts', 'main/api/', 'main/engine/', 'main/adapters/', 'main/headless/']),
    layer('main/cli', [
      'shared/',
      'main/compose.ts',
      'main/version.ts',
      'main/api/',
      'main/engine/',
      'main/adapters/',
      'main/flows/',
      'main/headless/',
      'main/demo/',
      'main/cli/',
    ]),
    layer('main/demo', ['shared/', 'main/protocols/', 'main/engine/', 'main/adapters/', 'main/store/', 'main/demo/']),
    layer('main/electron', [
      'shared/',
      'main/compose.ts',
      'main/api/',
      'main/engine/app-error.ts',
      'main/adapters/',
      'main/headless/',
      'main/cli/(failure|connect).ts',
      'main/electron/',
    ]),
    layer('preload', ['shared/', 'preload/', 'main/electron/native-channels.ts']),
    layer('renderer', ['shared/', 'renderer/']),
    {
      name: 'only-the-desktop-host-knows-electron',
      comment: 'The engine runs the same in a service, a browser and a test.',
      severity: 'error',
      from: { path: '^(main|shared|renderer|preload)/', pathNot: '^(main/electron|preload)/' },
      to: { path: `${npm}(electron|electron-store)/` },
    },
    {
      name: 'pure-layers-know-no-node',
      comment: 'Clock, randomness, digests, storage and sockets come in as arguments.',
      severity: 'error',
      from: { path: '^(shared|main/protocols|main/engine)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-the-store-opens-sqlite',
      severity: 'error',
      from: { path: '^(main|shared|renderer|preload)/', pathNot: '^main/store/sqlite/|^main/adapters/data-folder\\.ts$' },
      to: { path: `${npm}better-sqlite3` },
    },
    {
      name: 'ui-has-no-business-words',
      severity: 'error',
      from: { path: '^renderer/ui/' },
      to: { path: '^renderer/(pages|parts|bridge)/' },
    },
    {
      name: 'a-page-imports-no-other-page',
      severity: 'error',
      from: { path: '^renderer/pages/([^/]+)/' },
      to: { path: '^renderer/pages/', pathNot: '^renderer/pages/$1/' },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { path: '^(main|shared|renderer|preload)/' },
      to: { path: '^test/' },
    },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: NODE } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'main/tsconfig.base.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.css', '.json'],
      conditionNames: ['import', 'node', 'types', 'default'],
      exportsFields: ['exports'],
    },
  },
};
