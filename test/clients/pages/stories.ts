import { gql } from "@apollo/client/core";
import { commitMutation, createOperationDescriptor, fetchQuery, requestSubscription } from "relay-runtime";
import * as apollo from "../recipes/apollo.ts";
import { CHANGES, CHARACTER_QUERY, RESYNTHESIZE } from "../recipes/documents.ts";
import * as relay from "../recipes/relay.ts";
import * as urql from "../recipes/urql.ts";
import CHANGES_SUBSCRIPTION from "./generated/pageChangesSubscription.graphql.js";
import CHARACTER from "./generated/pageQuery.graphql.js";
import RESYNTHESIZE_MUTATION from "./generated/pageResynthesizeMutation.graphql.js";
import type { Character, Paid, Story } from "./story.ts";

type Data = { character: Character | null };

export const apolloStory: Story = {
  read: async (id) => {
    const { data } = await apollo.client.query<Data>({ query: gql(CHARACTER_QUERY), variables: { id } });
    return data?.character ?? null;
  },
  follow: (id) => void apollo.follow(id),
  resynthesize: async (id, idempotencyKey) => {
    const { data } = await apollo.client.mutate<{ result: Paid }>({
      mutation: gql(RESYNTHESIZE),
      variables: { id, idempotencyKey },
    });
    return data?.result ?? {};
  },
  shown: (id) => apollo.client.readQuery<Data>({ query: gql(CHARACTER_QUERY), variables: { id } })?.character ?? null,
};

export const urqlStory: Story = {
  read: async (id) => (await urql.client.query<Data>(CHARACTER_QUERY, { id })).data?.character ?? null,
  follow: (id) => void urql.client.subscription(CHANGES, { id }).subscribe(() => undefined),
  resynthesize: async (id, idempotencyKey) =>
    (await urql.client.mutation<{ result: Paid }>(RESYNTHESIZE, { id, idempotencyKey })).data?.result ?? {},
  shown: (id) =>
    urql.client.readQuery<Data>(CHARACTER_QUERY, { id }, { requestPolicy: "cache-only" })?.data?.character ?? null,
};

export const relayStory: Story = {
  read: async (id) => {
    relay.environment.retain(createOperationDescriptor(CHARACTER, { id }));
    const data = (await fetchQuery(relay.environment, CHARACTER, { id }).toPromise()) as Data | undefined;
    return data?.character ?? null;
  },
  follow: (id) =>
    void requestSubscription(relay.environment, {
      subscription: CHANGES_SUBSCRIPTION,
      variables: { id },
      updater: relay.removeDeleted(id),
    }),
  resynthesize: (id, idempotencyKey) =>
    new Promise((resolve, reject) => {
      commitMutation(relay.environment, {
        mutation: RESYNTHESIZE_MUTATION,
        variables: { id, idempotencyKey },
        onCompleted: (data) => resolve((data as { result: Paid }).result),
        onError: reject,
      });
    }),
  shown: (id) => {
    const { data } = relay.environment.lookup(createOperationDescriptor(CHARACTER, { id }).fragment);
    return (data as Data | undefined)?.character ?? null;
  },
};
