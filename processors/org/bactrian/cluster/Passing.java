package org.bactrian.cluster;

import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.HazelcastOverloadException;
import com.hazelcast.core.IndeterminateOperationStateException;
import com.hazelcast.core.LocalMemberResetException;
import com.hazelcast.core.MemberLeftException;
import com.hazelcast.core.OperationTimeoutException;
import com.hazelcast.internal.cluster.impl.ClusterTopologyChangedException;
import com.hazelcast.internal.partition.PartitionStateVersionMismatchException;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import com.hazelcast.spi.exception.CallerNotMemberException;
import com.hazelcast.spi.exception.DistributedObjectDestroyedException;
import com.hazelcast.spi.exception.PartitionMigratingException;
import com.hazelcast.spi.exception.ResponseAlreadySentException;
import com.hazelcast.spi.exception.RetryableHazelcastException;
import com.hazelcast.spi.exception.RetryableIOException;
import com.hazelcast.spi.exception.TargetDisconnectedException;
import com.hazelcast.spi.exception.TargetNotMemberException;
import com.hazelcast.spi.exception.WrongTargetException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * The Java objects a member takes from another. Ours are texts and bytes, which need none. These are failures that
 * Hazelcast tells that way: without them a request that meets a moving partition would not be repeated, but hang.
 */
final class Passing {
    private static final List<Class<?>> FAILURES = List.of(
            Throwable.class,
            Exception.class,
            RuntimeException.class,
            IllegalStateException.class,
            IOException.class,
            ExecutionException.class,
            HazelcastException.class,
            HazelcastInstanceNotActiveException.class,
            HazelcastOverloadException.class,
            IndeterminateOperationStateException.class,
            LocalMemberResetException.class,
            MemberLeftException.class,
            OperationTimeoutException.class,
            ClusterTopologyChangedException.class,
            PartitionStateVersionMismatchException.class,
            HazelcastSerializationException.class,
            CallerNotMemberException.class,
            DistributedObjectDestroyedException.class,
            PartitionMigratingException.class,
            ResponseAlreadySentException.class,
            RetryableHazelcastException.class,
            RetryableIOException.class,
            TargetDisconnectedException.class,
            TargetNotMemberException.class,
            WrongTargetException.class);

    /** What every failure is made of. */
    private static final List<Class<?>> PARTS = List.of(
            StackTraceElement.class,
            StackTraceElement[].class,
            ArrayList.class,
            Collections.emptyList().getClass());

    private Passing() {}

    static JavaSerializationFilterConfig filter() {
        JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig().setDefaultsDisabled(true);
        FAILURES.forEach(failure -> filter.getWhitelist().addClasses(failure.getName()));
        PARTS.forEach(part -> filter.getWhitelist().addClasses(part.getName()));
        return filter;
    }
}
