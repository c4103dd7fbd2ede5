package org.govintegrity.engine.access;

import org.govintegrity.registry.Role;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;

/**
 * Who may do what in the engine. Rights go to groups; what belongs to one unit only is granted task by task
 * to the candidates of the task, by the engine itself. Repeatable: what is there already is left alone.
 */
@Component
class Rights {

    private static final List<String> DISTRICT_WIDE = List.of(Role.SUPERVISOR.id(), Role.JOINT_OFFICE.id(), Role.CREDIT_CENTRE.id(), Role.LEADER.id());

    private final AuthorizationService authorizations;
    private final FilterService filters;
    private final TaskService tasks;

    Rights(AuthorizationService authorizations, FilterService filters, TaskService tasks) {
        this.authorizations = authorizations;
        this.filters = filters;
        this.tasks = tasks;
    }

    void grant() {
        everybody(Resources.APPLICATION, "tasklist", Permissions.ACCESS);
        everybody(Resources.APPLICATION, "welcome", Permissions.ACCESS);
        everybody(Resources.PROCESS_DEFINITION, Authorization.ANY, Permissions.READ);
        everybody(Resources.USER, Authorization.ANY, Permissions.READ);
        everybody(Resources.GROUP, Authorization.ANY, Permissions.READ);
        for (String role : DISTRICT_WIDE) {
            group(role, Resources.PROCESS_DEFINITION, Authorization.ANY, ProcessDefinitionPermissions.READ,
                    ProcessDefinitionPermissions.READ_INSTANCE, ProcessDefinitionPermissions.READ_TASK, ProcessDefinitionPermissions.READ_HISTORY);
        }
        group(Role.SUPERVISOR.id(), Resources.PROCESS_DEFINITION, "inspection", ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE, ProcessDefinitionPermissions.READ_TASK,
                ProcessDefinitionPermissions.READ_HISTORY, ProcessDefinitionPermissions.CREATE_INSTANCE);
        group(Role.SUPERVISOR.id(), Resources.PROCESS_INSTANCE, Authorization.ANY, Permissions.CREATE);
        for (Resource resource : Resources.values()) {
            group(Role.ADMIN.id(), resource, Authorization.ANY, Permissions.ALL);
        }
        filter("我的待办", 10, "分给我本人办理的任务", tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"));
        filter("本单位待办", 20, "本单位（本岗位）可以办理的任务，包括同事已领取的",
                tasks.createTaskQuery().taskCandidateGroupInExpression("${currentUserGroups()}").includeAssignedTasks());
        filter("检查组和代办", 25, "我所在检查组的、我代他人办理的任务，以及我已领取的任务", tasks.createTaskQuery().taskInvolvedUserExpression("${currentUser()}"));
        filter("三日内到期", 30, "三日内到期、尚未超期的任务", tasks.createTaskQuery()
                .dueAfterExpression("${now()}").dueBeforeExpression("${dateTime().plusDays(3)}"));
        filter("已超期", 40, "已过办理期限的任务", tasks.createTaskQuery().dueBeforeExpression("${now()}"));
        filter("全部", 50, "我有权查看的全部任务", tasks.createTaskQuery());
    }

    private void filter(String name, int priority, String description, TaskQuery query) {
        Filter filter = filters.createFilterQuery().filterName(name).singleResult();
        if (filter == null) {
            Map<String, Object> properties = Map.of("priority", priority, "description", description, "refresh", true,
                    "showUndefinedVariable", false, "color", "#1f4e79");
            filter = filters.saveFilter(filters.newTaskFilter(name).setQuery(query.orderByDueDate().asc()).setProperties(properties));
        }
        everybody(Resources.FILTER, filter.getId(), Permissions.READ);
    }

    private void everybody(Resource resource, String id, Permission... permissions) {
        boolean there = authorizations.createAuthorizationQuery().authorizationType(Authorization.AUTH_TYPE_GLOBAL)
                .resourceType(resource).resourceId(id).count() > 0;
        if (!there) {
            Authorization authorization = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL);
            save(authorization, resource, id, permissions);
        }
    }

    private void group(String group, Resource resource, String id, Permission... permissions) {
        boolean there = authorizations.createAuthorizationQuery().authorizationType(Authorization.AUTH_TYPE_GRANT)
                .groupIdIn(group).resourceType(resource).resourceId(id).count() > 0;
        if (!there) {
            Authorization authorization = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            authorization.setGroupId(group);
            save(authorization, resource, id, permissions);
        }
    }

    private void save(Authorization authorization, Resource resource, String id, Permission... permissions) {
        authorization.setResource(resource);
        authorization.setResourceId(id);
        authorization.setPermissions(permissions);
        authorizations.saveAuthorization(authorization);
    }
}
