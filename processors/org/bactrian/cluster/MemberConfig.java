package org.bactrian.cluster;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ManagementCenterConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.spi.merge.DiscardMergePolicy;
import com.hazelcast.spi.merge.PutIfAbsentMergePolicy;
import java.util.Map;
import org.bactrian.config.ClusterSettings;

/**
 * How a member is set up, in full: no file is looked for, nothing is found by multicast, and the port speaks with other
 * members only, not with clients, HTTP or a management center.
 */
final class MemberConfig {
    static final String ANSWERS = "answers";
    static final String LEADS = "leads";

    /** The attribute that tells members apart, also across a split: Hazelcast's own id changes then. */
    static final String NODE = "node";

    /** MB of answers on each member, backups included. */
    private static final int ANSWERS_MB = 64;

    private static final int LEADS_MB = 8;
    private static final int CONNECT_SECONDS = 1;

    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("hazelcast.logging.type", "slf4j"),
            Map.entry("hazelcast.phone.home.enabled", "false"),
            Map.entry("hazelcast.shutdownhook.enabled", "false"),
            Map.entry("hazelcast.jmx", "false"),
            Map.entry("hazelcast.health.monitoring.level", "OFF"),
            Map.entry("hazelcast.discovery.enabled", "false"),
            // else it would listen on every address of the machine
            Map.entry("hazelcast.socket.bind.any", "false"),
            Map.entry("hazelcast.socket.server.bind.any", "false"),
            Map.entry("hazelcast.socket.client.bind.any", "false"),
            Map.entry("hazelcast.socket.client.bind", "false"),
            // a member on its own begins at once
            Map.entry("hazelcast.wait.seconds.before.join", "0"),
            Map.entry("hazelcast.initial.min.cluster.size", "0"),
            // one that hangs is put out after ten seconds, and taken back within ten
            Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
            Map.entry("hazelcast.max.no.heartbeat.seconds", "10"),
            Map.entry("hazelcast.merge.first.run.delay.seconds", "5"),
            Map.entry("hazelcast.merge.next.run.delay.seconds", "5"),
            Map.entry("hazelcast.graceful.shutdown.max.wait", "5"),
            Map.entry("hazelcast.operation.call.timeout.millis", "10000"),
            // few of everything: this is not what the machine is for
            Map.entry("hazelcast.partition.count", "71"),
            Map.entry("hazelcast.io.thread.count", "1"),
            Map.entry("hazelcast.event.thread.count", "1"),
            Map.entry("hazelcast.operation.thread.count", "2"),
            Map.entry("hazelcast.operation.generic.thread.count", "2"));

    private MemberConfig() {}

    /** The configuration of the member that goes by this id. */
    static Config of(ClusterSettings settings, String node) {
        Config config = new Config();
        PROPERTIES.forEach(config::setProperty);
        config.setClusterName(settings.name());
        config.getMemberAttributeConfig().setAttribute(NODE, node);
        config.getMetricsConfig().setEnabled(false);
        config.getJetConfig().setEnabled(false);
        config.setManagementCenterConfig(new ManagementCenterConfig()
                .setScriptingEnabled(false)
                .setConsoleEnabled(false)
                .setDataAccessEnabled(false));
        config.getSerializationConfig().setJavaSerializationFilterConfig(Passing.filter());
        network(config.getAdvancedNetworkConfig().setEnabled(true), settings);
        config.addMapConfig(map(ANSWERS, ANSWERS_MB, PutIfAbsentMergePolicy.class));
        config.addMapConfig(map(LEADS, LEADS_MB, DiscardMergePolicy.class).setTimeToLiveSeconds(Leads.LEASE_SECONDS));
        return config;
    }

    private static void network(AdvancedNetworkConfig network, ClusterSettings settings) {
        ServerSocketEndpointConfig endpoint = new ServerSocketEndpointConfig();
        endpoint.setPort(settings.port()).setPortAutoIncrement(false);
        network.setMemberEndpointConfig(endpoint);
        network.getMemberAddressProviderConfig().setEnabled(true).setImplementation(new OwnAddress(settings));
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig()
                .setEnabled(true)
                .setConnectionTimeoutSeconds(CONNECT_SECONDS)
                .setMembers(settings.members().stream()
                        .map(member -> withPort(member, settings.port()))
                        .toList());
    }

    private static String withPort(String member, int port) {
        return member.matches(".*:[0-9]+") && !member.endsWith("]") ? member : member + ":" + port;
    }

    private static MapConfig map(String name, int megabytes, Class<?> onMerge) {
        MapConfig map = new MapConfig(name).setBackupCount(1).setStatisticsEnabled(false);
        map.getEvictionConfig()
                .setMaxSizePolicy(MaxSizePolicy.USED_HEAP_SIZE)
                .setSize(megabytes)
                .setEvictionPolicy(EvictionPolicy.LRU);
        map.getMergePolicyConfig().setPolicy(onMerge.getName());
        return map;
    }
}
