/** Branded ids, so that a token's id cannot be handed to what wants a user's. All are positive integers. */
import { z } from 'zod';

const id = z.int().positive();

export const userIdSchema = id.brand<'UserId'>();
export const tokenIdSchema = id.brand<'TokenId'>();
export const radiusClientIdSchema = id.brand<'RadiusClientId'>();
export const operatorIdSchema = id.brand<'OperatorId'>();
export const tagIdSchema = id.brand<'TagId'>();
export const attemptIdSchema = id.brand<'AttemptId'>();
export const gatewayIdSchema = id.brand<'GatewayId'>();
export const trunkIdSchema = id.brand<'TrunkId'>();
export const placedCallIdSchema = id.brand<'PlacedCallId'>();
export const blockIdSchema = id.brand<'BlockId'>();
export const bypassIdSchema = id.brand<'BypassId'>();

export type UserId = z.infer<typeof userIdSchema>;
export type TokenId = z.infer<typeof tokenIdSchema>;
export type RadiusClientId = z.infer<typeof radiusClientIdSchema>;
export type OperatorId = z.infer<typeof operatorIdSchema>;
export type TagId = z.infer<typeof tagIdSchema>;
export type AttemptId = z.infer<typeof attemptIdSchema>;
export type GatewayId = z.infer<typeof gatewayIdSchema>;
export type TrunkId = z.infer<typeof trunkIdSchema>;
export type PlacedCallId = z.infer<typeof placedCallIdSchema>;
export type BlockId = z.infer<typeof blockIdSchema>;
export type BypassId = z.infer<typeof bypassIdSchema>;
