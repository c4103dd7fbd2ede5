package org.govintegrity.engine;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.context.ApplicationContext;

import java.util.AbstractMap;
import java.util.Set;

/**
 * The beans an expression can reach: delegates, listeners and those marked {@link ModelBean}, nothing else of the
 * application. By default the engine would offer every Spring bean to whoever can write an expression into a filter.
 */
class AllowListedBeans extends AbstractMap<Object, Object> {

    private final ApplicationContext context;

    AllowListedBeans(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public boolean containsKey(Object name) {
        if (!(name instanceof String beanName) || !context.containsBean(beanName)) {
            return false;
        }
        Class<?> type = context.getType(beanName, false);
        return type != null && (JavaDelegate.class.isAssignableFrom(type) || TaskListener.class.isAssignableFrom(type)
                || ExecutionListener.class.isAssignableFrom(type))
                || context.findAnnotationOnBean(beanName, ModelBean.class, false) != null;
    }

    @Override
    public Object get(Object name) {
        return containsKey(name) ? context.getBean((String) name) : null;
    }

    @Override
    public Set<Entry<Object, Object>> entrySet() {
        throw new UnsupportedOperationException("beans are looked up by name only");
    }
}
