#include "publish/commands/commands.h"

namespace Hall {

Exit runKeys(const Arguments &arguments)
{
    return complain({ arguments.operands.last(), QStringLiteral("还不能生成密钥") });
}

} // namespace Hall
