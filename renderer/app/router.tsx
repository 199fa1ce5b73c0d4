/** Every address of the console. Pages load when they are first opened. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  redirect,
  stringifySearchWith,
  stripSearchParams,
} from '@tanstack/react-router';
import { z } from 'zod';
import { lockoutSearch } from '../pages/AccountLockout/search.ts';
import { logSearch } from '../pages/AuthenticationLog/search.ts';
import { backupSearch } from '../pages/Backup/search.ts';
import { blockedSearch } from '../pages/BlockedUsers/search.ts';
import { cachingSearch } from '../pages/CachingRules/search.ts';
import { callerIdSearch } from '../pages/CallerId/search.ts';
import { MOVED_TAB, settingsSearch } from '../pages/CompanySettings/search.ts';
import { emailSearch } from '../pages/Email/search.ts';
import { fraudSearch } from '../pages/FraudAlert/search.ts';
import { gatewaysSearch, newGatewaySearch } from '../pages/Gateways/search.ts';
import { helpSearch } from '../pages/Help/search.ts';
import { helpDeskSearch } from '../pages/HelpDesk/search.ts';
import { loggingSearch } from '../pages/Logging/search.ts';
import { tokensSearch } from '../pages/OathTokens/search.ts';
import { bypassSearch } from '../pages/OneTimeBypass/search.ts';
import { operatorsSearch } from '../pages/Operators/search.ts';
import { newTrunkSearch, phoneCallsSearch, trunkSearch } from '../pages/PhoneCalls/search.ts';
import { radiusSearch } from '../pages/RadiusAuthentication/search.ts';
import { radiusClientSearch } from '../pages/RadiusClient/search.ts';
import { reportSearch, userReportSearch } from '../pages/Reports/search.ts';
import { setupSearch } from '../pages/Setup/search.ts';
import { tagsSearch } from '../pages/Tags/search.ts';
import { userSearch } from '../pages/User/search.ts';
import { usersSearch } from '../pages/Users/search.ts';
import { voiceMessagesSearch } from '../pages/VoiceMessages/search.ts';
import { CrashedPage, NotFoundPage } from './fallbacks.tsx';
import { Gate } from './Gate.tsx';

/** Of every page: the help page that is open beside it. */
const rootSearch = z.object({ help: z.string().max(40).optional().catch(undefined) });

const root = createRootRoute({
  validateSearch: rootSearch,
  component: Gate,
  notFoundComponent: NotFoundPage,
  errorComponent: CrashedPage,
});

/** Keeps what a schema would fill in anyway out of the address. */
function withoutDefaults<Schema extends z.ZodObject>(schema: Schema) {
  return stripSearchParams<z.output<Schema>>(schema.parse({}) as never);
}

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    component: lazyRouteComponent(() => import('../pages/Status/StatusPage.tsx'), 'StatusPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/help-desk',
    validateSearch: helpDeskSearch,
    search: { middlewares: [withoutDefaults(helpDeskSearch)] },
    component: lazyRouteComponent(() => import('../pages/HelpDesk/HelpDeskPage.tsx'), 'HelpDeskPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/gateways',
    validateSearch: gatewaysSearch,
    search: { middlewares: [withoutDefaults(gatewaysSearch)] },
    component: lazyRouteComponent(() => import('../pages/Gateways/GatewaysPage.tsx'), 'GatewaysPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/gateways/new',
    validateSearch: newGatewaySearch,
    search: { middlewares: [withoutDefaults(newGatewaySearch)] },
    component: lazyRouteComponent(() => import('../pages/Gateways/NewGatewayPage.tsx'), 'NewGatewayPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/gateways/$gatewayId',
    component: lazyRouteComponent(() => import('../pages/Gateways/GatewayPage.tsx'), 'GatewayPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/phone-calls',
    validateSearch: phoneCallsSearch,
    search: { middlewares: [withoutDefaults(phoneCallsSearch)] },
    component: lazyRouteComponent(() => import('../pages/PhoneCalls/PhoneCallsPage.tsx'), 'PhoneCallsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/phone-calls/trunks/new',
    validateSearch: newTrunkSearch,
    search: { middlewares: [withoutDefaults(newTrunkSearch)] },
    component: lazyRouteComponent(() => import('../pages/PhoneCalls/NewTrunkPage.tsx'), 'NewTrunkPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/phone-calls/trunks/$trunkId',
    validateSearch: trunkSearch,
    search: { middlewares: [withoutDefaults(trunkSearch)] },
    component: lazyRouteComponent(() => import('../pages/PhoneCalls/TrunkPage.tsx'), 'TrunkPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/caller-id',
    validateSearch: callerIdSearch,
    search: { middlewares: [withoutDefaults(callerIdSearch)] },
    component: lazyRouteComponent(() => import('../pages/CallerId/CallerIdPage.tsx'), 'CallerIdPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/voice-messages',
    validateSearch: voiceMessagesSearch,
    search: { middlewares: [withoutDefaults(voiceMessagesSearch)] },
    component: lazyRouteComponent(() => import('../pages/VoiceMessages/VoiceMessagesPage.tsx'), 'VoiceMessagesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/blocked',
    validateSearch: blockedSearch,
    search: { middlewares: [withoutDefaults(blockedSearch)] },
    component: lazyRouteComponent(() => import('../pages/BlockedUsers/BlockedUsersPage.tsx'), 'BlockedUsersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/bypass',
    validateSearch: bypassSearch,
    search: { middlewares: [withoutDefaults(bypassSearch)] },
    component: lazyRouteComponent(() => import('../pages/OneTimeBypass/OneTimeBypassPage.tsx'), 'OneTimeBypassPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/users',
    validateSearch: usersSearch,
    search: { middlewares: [withoutDefaults(usersSearch)] },
    component: lazyRouteComponent(() => import('../pages/Users/UsersPage.tsx'), 'UsersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/users/new',
    component: lazyRouteComponent(() => import('../pages/User/NewUserPage.tsx'), 'NewUserPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/users/import',
    component: lazyRouteComponent(() => import('../pages/Users/Import/UserImportPage.tsx'), 'UserImportPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/users/$userId',
    validateSearch: userSearch,
    search: { middlewares: [withoutDefaults(userSearch)] },
    component: lazyRouteComponent(() => import('../pages/User/UserPage.tsx'), 'UserPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/tokens',
    validateSearch: tokensSearch,
    search: { middlewares: [withoutDefaults(tokensSearch)] },
    component: lazyRouteComponent(() => import('../pages/OathTokens/OathTokensPage.tsx'), 'OathTokensPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/tokens/import',
    component: lazyRouteComponent(() => import('../pages/TokenImport/TokenImportPage.tsx'), 'TokenImportPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/tags',
    validateSearch: tagsSearch,
    search: { middlewares: [withoutDefaults(tagsSearch)] },
    component: lazyRouteComponent(() => import('../pages/Tags/TagsPage.tsx'), 'TagsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/radius',
    validateSearch: radiusSearch,
    search: { middlewares: [withoutDefaults(radiusSearch)] },
    component: lazyRouteComponent(
      () => import('../pages/RadiusAuthentication/RadiusAuthenticationPage.tsx'),
      'RadiusAuthenticationPage',
    ),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/radius/$clientId',
    validateSearch: radiusClientSearch,
    component: lazyRouteComponent(() => import('../pages/RadiusClient/RadiusClientPage.tsx'), 'RadiusClientPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/log',
    validateSearch: logSearch,
    search: { middlewares: [withoutDefaults(logSearch)] },
    component: lazyRouteComponent(() => import('../pages/AuthenticationLog/AuthenticationLogPage.tsx'), 'AuthenticationLogPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reports',
    component: lazyRouteComponent(() => import('../pages/Reports/ReportsPage.tsx'), 'ReportsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reports/authentications',
    validateSearch: reportSearch,
    search: { middlewares: [withoutDefaults(reportSearch)] },
    component: lazyRouteComponent(() => import('../pages/Reports/AuthenticationsPage.tsx'), 'AuthenticationsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reports/user-summary',
    validateSearch: userReportSearch,
    search: { middlewares: [withoutDefaults(userReportSearch)] },
    component: lazyRouteComponent(() => import('../pages/Reports/UserSummaryPage.tsx'), 'UserSummaryPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reports/denials-by-reason',
    validateSearch: reportSearch,
    search: { middlewares: [withoutDefaults(reportSearch)] },
    component: lazyRouteComponent(() => import('../pages/Reports/DenialsPage.tsx'), 'DenialsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reports/success-rate',
    validateSearch: reportSearch,
    search: { middlewares: [withoutDefaults(reportSearch)] },
    component: lazyRouteComponent(() => import('../pages/Reports/SuccessRatePage.tsx'), 'SuccessRatePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/reports/busiest-hours',
    validateSearch: reportSearch,
    search: { middlewares: [withoutDefaults(reportSearch)] },
    component: lazyRouteComponent(() => import('../pages/Reports/BusiestHoursPage.tsx'), 'BusiestHoursPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/help',
    validateSearch: helpSearch,
    search: { middlewares: [withoutDefaults(helpSearch)] },
    component: lazyRouteComponent(() => import('../pages/Help/HelpPage.tsx'), 'HelpPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/help/$topic',
    validateSearch: helpSearch,
    search: { middlewares: [withoutDefaults(helpSearch)] },
    component: lazyRouteComponent(() => import('../pages/Help/HelpPage.tsx'), 'HelpPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/operators',
    validateSearch: operatorsSearch,
    component: lazyRouteComponent(() => import('../pages/Operators/OperatorsPage.tsx'), 'OperatorsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/setup',
    validateSearch: setupSearch,
    component: lazyRouteComponent(() => import('../pages/Setup/SetupWizardPage.tsx'), 'SetupWizardPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/account',
    component: lazyRouteComponent(() => import('../pages/Account/AccountPage.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings',
    validateSearch: settingsSearch,
    search: { middlewares: [withoutDefaults(settingsSearch)] },
    beforeLoad: ({ search }) => {
      if (search.tab === MOVED_TAB) throw redirect({ to: '/lockout', search: { setting: search.setting }, replace: true });
    },
    component: lazyRouteComponent(() => import('../pages/CompanySettings/CompanySettingsPage.tsx'), 'CompanySettingsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/email',
    validateSearch: emailSearch,
    search: { middlewares: [withoutDefaults(emailSearch)] },
    component: lazyRouteComponent(() => import('../pages/Email/EmailPage.tsx'), 'EmailPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/lockout',
    validateSearch: lockoutSearch,
    search: { middlewares: [withoutDefaults(lockoutSearch)] },
    component: lazyRouteComponent(() => import('../pages/AccountLockout/AccountLockoutPage.tsx'), 'AccountLockoutPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/caching',
    validateSearch: cachingSearch,
    search: { middlewares: [withoutDefaults(cachingSearch)] },
    component: lazyRouteComponent(() => import('../pages/CachingRules/CachingRulesPage.tsx'), 'CachingRulesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/fraud-alert',
    validateSearch: fraudSearch,
    search: { middlewares: [withoutDefaults(fraudSearch)] },
    component: lazyRouteComponent(() => import('../pages/FraudAlert/FraudAlertPage.tsx'), 'FraudAlertPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/backup',
    validateSearch: backupSearch,
    search: { middlewares: [withoutDefaults(backupSearch)] },
    component: lazyRouteComponent(() => import('../pages/Backup/BackupPage.tsx'), 'BackupPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/logging',
    validateSearch: loggingSearch,
    search: { middlewares: [withoutDefaults(loggingSearch)] },
    component: lazyRouteComponent(() => import('../pages/Logging/LoggingPage.tsx'), 'LoggingPage'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([...routes]),
  defaultErrorComponent: CrashedPage,
  defaultPreload: 'intent',
  // Plain text both ways: `?search=0012` stays what it is, and an address can be typed by hand.
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(String),
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
